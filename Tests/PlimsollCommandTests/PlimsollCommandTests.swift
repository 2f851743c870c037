// PlimsollCommandTests
