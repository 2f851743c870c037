// PlimsollNATS
