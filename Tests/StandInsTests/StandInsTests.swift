// StandInsTests
