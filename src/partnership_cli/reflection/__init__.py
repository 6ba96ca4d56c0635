"""What a reflection is: pure values and rules, without a screen, a disk or a clock."""
