"""What a person types, and the console that everything shown goes through."""
