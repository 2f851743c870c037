// NATSLoad
