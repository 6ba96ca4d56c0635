"""What is asked: the framework as values, and how a file becomes one."""
