"""What happens when processes, the platform or the database fail under load."""
