/// The version of the tool, as `--version` prints it; results carry `Harness.version`, which has to say the same.
enum ToolVersion {
    static let current = "0.1.0"
}
