// NATSLoadTests
