/// An object that comes often enough to be read without the general decoder.
///
/// What is read is the same as by the general decoder; whatever isn't exactly as expected throws, and is left to that one.
protocol QuicklyRead {
    /// Reads the object that the cursor stands before.
    init(reading cursor: inout JSONCursor) throws
}

extension WatchLine {
    /// Reads a line quickly; nil when the general decoder has to look at it.
    static func quickly(_ line: ArraySlice<UInt8>) -> WatchLine? {
        guard let type = Object.self as? any QuicklyRead.Type else { return nil }
        return try? quickly(line, as: type)
    }

    private static func quickly(_ line: ArraySlice<UInt8>, as type: any QuicklyRead.Type) throws -> WatchLine? {
        var cursor = JSONCursor(line)
        var word = ""
        var object: Object?
        try cursor.object { key, cursor in
            switch key {
            case "type": word = try cursor.string()
            case "object" where word == "ADDED" || word == "MODIFIED" || word == "DELETED":
                object = try type.init(reading: &cursor) as? Object
            default: throw JSONCursor.Unexpected()
            }
        }
        try cursor.end()
        guard let object else { return nil }
        return word == "ADDED" ? .added(object) : word == "MODIFIED" ? .modified(object) : .deleted(object)
    }
}

extension WallTime {
    /// Reads a time.
    init(reading cursor: inout JSONCursor) throws {
        guard let time = WallTime(try cursor.string()) else { throw JSONCursor.Unexpected() }
        self = time
    }
}

extension Quantity {
    /// Reads an amount in its text form.
    init(reading cursor: inout JSONCursor) throws {
        guard let quantity = Quantity(try cursor.string()) else { throw JSONCursor.Unexpected() }
        self = quantity
    }
}

extension ObjectCondition {
    /// Reads a condition.
    init(reading cursor: inout JSONCursor) throws {
        var (type, status): (String?, String?)
        var (reason, message): (String?, String?)
        var time: WallTime?
        try cursor.object { key, cursor in
            switch key {
            case "type": type = try cursor.string()
            case "status": status = try cursor.string()
            case "reason": reason = try cursor.optional { try $0.string() }
            case "message": message = try cursor.optional { try $0.string() }
            case "lastTransitionTime": time = try cursor.optional { try WallTime(reading: &$0) }
            default: try cursor.skip()
            }
        }
        guard let type, let status else { throw JSONCursor.Unexpected() }
        self.init(type: type, status: status, reason: reason, message: message, lastTransitionTime: time)
    }
}
