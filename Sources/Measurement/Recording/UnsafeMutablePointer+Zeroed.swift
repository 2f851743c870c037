#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension UnsafeMutablePointer where Pointee: FixedWidthInteger {
    /// Memory for so many integers, all zero, not resident before it is touched.
    static func allocateZeroed(_ count: Int) -> UnsafeMutablePointer<Pointee> {
        guard let memory = calloc(count, MemoryLayout<Pointee>.stride) else {
            fatalError("no memory for \(count) counters: lower the limit of endpoint names")
        }
        return memory.bindMemory(to: Pointee.self, capacity: count)
    }

    /// Gives the memory of `allocateZeroed` back.
    func freeZeroed() {
        free(self)
    }
}
