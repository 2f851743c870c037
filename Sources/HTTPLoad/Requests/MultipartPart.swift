/// A part of a body of several parts: a field of a form, or a file that is uploaded.
public struct MultipartPart: Sendable, Hashable {
    /// The field's name.
    public let name: String
    /// The bytes as they are sent.
    public let bytes: [UInt8]
    /// What the file is called; nil for a field that is no file.
    public let fileName: String?
    /// The part's media type; nil for none.
    public let contentType: String?

    /// A field of a form.
    public static func field(_ name: String, _ value: String) -> MultipartPart {
        MultipartPart(name: name, bytes: Array(value.utf8), fileName: nil, contentType: nil)
    }

    /// A file.
    public static func file(
        _ name: String, _ bytes: some Sequence<UInt8>, named fileName: String, type: String = "application/octet-stream"
    ) -> MultipartPart {
        MultipartPart(name: name, bytes: Array(bytes), fileName: fileName, contentType: type)
    }
}

extension Body {
    /// Fields and files, as browsers send them from a form with uploads (RFC 7578).
    ///
    ///     try await user.post("/enhance", body: .multipart(.field("style", "oil"), .file("picture", jpeg, named: "cat.jpg", type: "image/jpeg")))
    public static func multipart(_ parts: MultipartPart...) -> Body {
        .multipart(parts)
    }

    /// Fields and files in a list.
    public static func multipart(_ parts: [MultipartPart]) -> Body {
        // The same boundary again and again, so that header lines are made once; one of its own for data that holds it.
        var boundary = "plimsoll-5d41402abc4b2a76"
        while parts.contains(where: { $0.bytes.contains(boundary.utf8) }) { boundary += "-0" }
        var bytes: [UInt8] = []
        for part in parts {
            var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(escaped(part.name))\""
            if let fileName = part.fileName { head += "; filename=\"\(escaped(fileName))\"" }
            if let type = part.contentType { head += "\r\nContent-Type: \(type.filter { !$0.isNewline })" }
            bytes += Array((head + "\r\n\r\n").utf8) + part.bytes + Array("\r\n".utf8)
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
        return .bytes(bytes, type: "multipart/form-data; boundary=\(boundary)")
    }

    /// What would end the quoted name is encoded, as the HTML standard has it.
    private static func escaped(_ name: String) -> String {
        // Scalar by scalar: to Swift, a carriage return with its line feed is one character.
        name.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"": text += "%22"
            case "\r": text += "%0D"
            case "\n": text += "%0A"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
