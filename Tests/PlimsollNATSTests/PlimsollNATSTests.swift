// PlimsollNATSTests
