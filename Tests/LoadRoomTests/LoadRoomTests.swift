// LoadRoomTests
