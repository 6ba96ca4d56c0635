"""What a person sees and types; the only floor that knows a screen."""
