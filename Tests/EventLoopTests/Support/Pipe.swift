import Glibc

/// A pipe of the system, closed when it goes.
final class Pipe {
    let reading: Int32
    private(set) var writing: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    func write(_ text: String) {
        precondition(Glibc.write(writing, text, text.utf8.count) == text.utf8.count)
    }

    func read() -> String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = Glibc.read(reading, &bytes, 64)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    func closeWriting() {
        close(writing)
        writing = -1
    }

    deinit {
        close(reading)
        if writing >= 0 { close(writing) }
    }
}
