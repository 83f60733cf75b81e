"""``dev.py bench``: what the app takes, as ratios against plain tools doing the same in the same run. No tests."""
