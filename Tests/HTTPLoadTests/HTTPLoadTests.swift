// HTTPLoadTests
