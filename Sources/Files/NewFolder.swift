internal import Glibc

/// Folders that are to be there.
public enum NewFolder {
    /// Makes a folder with all the folders above it; one that exists is as good.
    public static func create(_ folder: String) throws(FileFailure) {
        var missing: [String] = []
        var path = folder
        while mkdir(path, 0o755) != 0, errno != EEXIST {
            guard errno == ENOENT, let above = parent(of: path) else { throw FileFailure(path: path) }
            missing.append(path)
            path = above
        }
        for path in missing.reversed() where mkdir(path, 0o755) != 0 { throw FileFailure(path: path) }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw FileFailure(path: folder, code: ENOTDIR)
        }
    }

    /// The folder that a path is in; nil for what is in the folder of now, which nobody can make.
    private static func parent(of path: String) -> String? {
        func withoutSlashes(_ path: Substring) -> Substring {
            path.dropLast(path.reversed().prefix { $0 == "/" }.count)
        }
        let path = withoutSlashes(path[...])
        guard let slash = path.lastIndex(of: "/") else { return nil }
        let above = withoutSlashes(path[..<slash])
        return above.isEmpty ? "/" : String(above)
    }
}
