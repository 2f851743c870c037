/// Where the control groups of a process tell for how long its CPU limit held it back.
package enum ControlGroups {
    /// Returns the files to look at, from the text of /proc/self/cgroup (cgroups(7)): those of the process's group and of all above it, whose
    /// limits hold it back as well. Which of them exist depends on what is mounted.
    ///
    /// A container may see the names of its host's groups and only its own files, so the top is always among them.
    package static func statisticsFiles(_ text: String) -> [String] {
        var files: [String] = []
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[2].hasPrefix("/") else { continue }
            for mount in mounts(hierarchy: parts[0], controllers: parts[1]) {
                for file in groups(upFrom: parts[2]).map({ "\(mount)\($0)/cpu.stat" }) where !files.contains(file) {
                    files.append(file)
                }
            }
        }
        return files
    }

    /// Where a hierarchy that has to do with processors may be mounted.
    private static func mounts(hierarchy: Substring, controllers: Substring) -> [String] {
        if hierarchy == "0", controllers.isEmpty { return ["/sys/fs/cgroup"] }
        guard controllers.split(separator: ",").contains("cpu") else { return [] }
        return controllers == "cpu" ? ["/sys/fs/cgroup/cpu"] : ["/sys/fs/cgroup/\(controllers)", "/sys/fs/cgroup/cpu"]
    }

    /// A group and all above it, each with a slash before it; the top is empty.
    private static func groups(upFrom path: Substring) -> [String] {
        let names = path.split(separator: "/").filter { $0 != ".." && $0 != "." }
        return (0...names.count).reversed().map { names.prefix($0).map { "/\($0)" }.joined() }
    }

    /// Returns for how long a group's limit held its processors back, in nanoseconds, from the text of its cpu.stat; nil for a group that can't
    /// have a limit.
    ///
    /// cgroup v2 has `throttled_usec` (microseconds), v1 `throttled_time` (nanoseconds). Both add up the group's processors.
    package static func throttledNs(_ text: String) -> Int64? {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let number = Int64(words[1]), number >= 0 else { continue }
            if words[0] == "throttled_time" { return number }
            if words[0] == "throttled_usec", number <= .max / 1000 { return number * 1000 }
        }
        return nil
    }
}
