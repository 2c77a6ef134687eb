"""Pictures from strangers, developed into plain ones that are safe to show.

Nothing is imported here: the child process passes through on its way in, and
should carry only what decoding needs.
"""
