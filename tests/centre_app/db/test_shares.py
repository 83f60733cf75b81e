"""Which folders lie on another machine."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from centre_app.db.shares import SHARES, file_system, is_on_share

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:25 / /mnt/server rw,relatime shared:2 - nfs4 10.0.0.5:/centre rw
31 22 0:26 / /mnt/server\\040of\\040Khovaling rw - cifs //office/centre rw
32 30 254:2 / /mnt/server/local rw - ext4 /dev/vdb1 rw
33 22 0:27 / /srv rw - 9p work rw
34 22 0:28 / /home/zarina/away rw - fuse.sshfs zarina@far: rw
35 22 0:29 / /media/stick rw - vfat /dev/sdb1 rw
36 22 0:30 / /over rw - nfs far:/ rw
37 22 0:31 / /over rw - tmpfs none rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "on_share"),
    [
        ("/home/gulnora/centre", False),
        ("/mnt/server/centre", True),
        ("/mnt/server", True),
        ("/mnt/servers", False),
        ("/mnt/server of Khovaling/centre", True),
        ("/mnt/server/local/centre", False),
        ("/srv/centre", False),
        ("/home/zarina/away/centre", True),
        ("/media/stick", False),
        ("/over/centre", False),
    ],
)
def test_a_folder_is_on_the_file_system_that_is_mounted_closest_above(folder: str, on_share: bool) -> None:
    assert (file_system(PurePosixPath(folder), MOUNTS) in SHARES) is on_share


def test_no_mounts_are_no_share() -> None:
    assert file_system(PurePosixPath("/home"), "") == ""


def test_a_folder_that_is_not_made_yet_is_judged_by_where_it_will_be(tmp_path: Path) -> None:
    assert not is_on_share(tmp_path / "to" / "be" / "made")
