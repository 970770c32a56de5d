"""What people type about households and persons, checked."""
