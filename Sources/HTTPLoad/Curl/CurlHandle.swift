/// A handle of libcurl: of a transfer, or of many.
typealias CurlHandle = UnsafeMutableRawPointer
