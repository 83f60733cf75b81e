"""Tests of the plan in a child’s file."""
