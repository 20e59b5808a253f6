"""What depends on all articles together: copies, resolution of entities, the corrections of users."""
