"""What can go wrong with a backup; messages are French sentences for the person at the terminal."""


class BackupError(Exception):
    """The backup or its restoration cannot be done; nothing was changed."""


class ArchiveUnreadable(BackupError):
    """The file is no archive of ours, or it is damaged or was altered."""
