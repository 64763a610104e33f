using System.Security.Cryptography;

namespace ContainerTools.Engine;

/// <summary>What TLS to an engine takes, as it was found: files in PEM, each of which may be missing.</summary>
internal sealed class TlsMaterial
{
    private const string AuthorityFile = "ca.pem";
    private const string CertificateFile = "cert.pem";
    private const string KeyFile = "key.pem";

    public static IReadOnlyList<string> FileNames { get; } = [AuthorityFile, CertificateFile, KeyFile];

    /// <summary>Where it comes from, for messages.</summary>
    public required string Origin { get; init; }

    /// <summary>The authorities that alone are trusted; <see langword="null"/> where the system's are.</summary>
    public byte[]? Authority { get; init; }

    /// <summary>The client's certificate.</summary>
    public byte[]? Certificate { get; init; }

    /// <summary>The key of the client's certificate.</summary>
    public byte[]? Key { get; init; }

    /// <summary>The files by their names in docker's folders.</summary>
    public IEnumerable<(string Name, byte[]? Content)> Files => [(AuthorityFile, Authority), (CertificateFile, Certificate), (KeyFile, Key)];

    public bool HasFiles => Files.Any(file => file.Content is not null);

    /// <summary>Tells apart what makes different connections, without giving away what it was made of.</summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (_, content) in Files)
            {
                hash.AppendData(BitConverter.GetBytes(content?.Length ?? -1));
                hash.AppendData(content ?? []);
            }
            return Convert.ToHexString(hash.GetHashAndReset()) ;
        }
    }

    /// <summary>Reads the files of a folder; none of them has to be there, nor the folder.</summary>
    /// <exception cref="EngineException">One is there and cannot be read.</exception>
    public static TlsMaterial FromFolder(string folder, string origin) => new()
    {
        Origin = origin,
        Authority = Read(Path.Combine(folder, AuthorityFile)),
        Certificate = Read(Path.Combine(folder, CertificateFile)),
        Key = Read(Path.Combine(folder, KeyFile)),
    };

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException("TlsFileUnreadable", e is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.ReadError, null,
                $"The file '{path}', which TLS to the engine needs, cannot be read: {e.Message}", e);
        }
    }
}
