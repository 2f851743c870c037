// Plimsoll
