// PlimsollTests
