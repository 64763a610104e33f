using System.Text;

namespace ContainerTools.Engine.Tar;

/// <summary>What the headers before an entry say about it: pax records, and the long names of GNU tar.</summary>
internal sealed class TarExtension
{
    private const int PermissionBits = 0xFFF;
    private const string AttributePrefix = "SCHILY.xattr.";

    private readonly Dictionary<string, byte[]> pax = new(StringComparer.Ordinal);

    public string? LongName { get; set; }

    public string? LongLink { get; set; }

    public bool IsEmpty => pax.Count == 0 && LongName is null && LongLink is null;

    /// <summary>Adds records of the form <c>length key=value\n</c>, where the length counts the whole record.</summary>
    /// <exception cref="InvalidDataException">They are not in that form.</exception>
    public void AddPax(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty && records[0] != 0)
        {
            var blank = records.IndexOf((byte)' ');
            if (blank <= 0 || !TarField.TryDecimal(records[..blank], out var length) || length <= blank + 1 || length > records.Length || records[(int)length - 1] != '\n')
            {
                throw new InvalidDataException("a pax record has not the length that it claims");
            }
            var record = records[(blank + 1)..((int)length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0) throw new InvalidDataException("a pax record has no key");
            pax[Encoding.UTF8.GetString(record[..equals])] = record[(equals + 1)..].ToArray();
            records = records[(int)length..];
        }
    }

    /// <summary>The entry that the header and these extensions describe together.</summary>
    /// <exception cref="InvalidDataException">A field is not what it should be.</exception>
    public TarEntry Apply(ReadOnlySpan<byte> header, TarStreamReader reader)
    {
        var flag = (char)header[156];
        var name = PaxText("GNU.sparse.name") ?? PaxText("path") ?? LongName ?? HeaderName(header);
        var type = TypeOf(flag, name);
        var stored = type is TarEntryType.File or TarEntryType.Other ? PaxSize("size") ?? TarField.Size(header[124..136]) : 0;
        var size = PaxSize("GNU.sparse.realsize") ?? PaxSize("GNU.sparse.size") ?? stored;
        if (flag == 'S')
        {
            size = TarField.Size(header[483..495]);
            if (header[482] != 0) reader.SkipSparseHeaders();
        }
        return new TarEntry(name, type, type == TarEntryType.File ? size : 0, stored)
        {
            Mode = (int)(TarField.Number(header[100..108], "mode") & PermissionBits),
            Uid = PaxNumber("uid") ?? TarField.Number(header[108..116], "owner"),
            Gid = PaxNumber("gid") ?? TarField.Number(header[116..124], "group"),
            ModifiedUnix = PaxNumber("mtime") ?? TarField.Number(header[136..148], "time"),
            Device = type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice
                ? ((int)TarField.Number(header[329..337], "device"), (int)TarField.Number(header[337..345], "device"))
                : default,
            Attributes = Attributes(),
            LinkTarget = type is TarEntryType.HardLink or TarEntryType.SymbolicLink ? PaxText("linkpath") ?? LongLink ?? TarField.Text(header[157..257]) : null,
        };
    }

    private Dictionary<string, byte[]>? Attributes()
    {
        Dictionary<string, byte[]>? found = null;
        foreach (var (key, value) in pax)
        {
            if (key.StartsWith(AttributePrefix, StringComparison.Ordinal)) (found ??= new Dictionary<string, byte[]>(StringComparer.Ordinal))[key] = value;
        }
        return found;
    }

    private static TarEntryType TypeOf(char flag, string name) => flag switch
    {
        // The oldest form has no flag for directories: there the name ends in a slash.
        '\0' or '0' or '7' when name.EndsWith('/') => TarEntryType.Directory,
        '\0' or '0' or '7' or 'S' => TarEntryType.File,
        '1' => TarEntryType.HardLink,
        '2' => TarEntryType.SymbolicLink,
        '3' => TarEntryType.CharacterDevice,
        '4' => TarEntryType.BlockDevice,
        '5' => TarEntryType.Directory,
        '6' => TarEntryType.Fifo,
        _ => TarEntryType.Other,
    };

    /// <summary>ustar has a second field for the front of a long name; GNU uses that space otherwise.</summary>
    private static string HeaderName(ReadOnlySpan<byte> header)
    {
        var name = TarField.Text(header[..100]);
        if (!header[257..263].SequenceEqual("ustar\0"u8)) return name;
        var front = TarField.Text(header[345..500]);
        return front.Length == 0 ? name : $"{front}/{name}";
    }

    private string? PaxText(string key) => pax.TryGetValue(key, out var value) && value.Length > 0 ? TarText.Decode(value) : null;

    private long? PaxNumber(string key)
    {
        if (!pax.TryGetValue(key, out var value) || value.Length == 0) return null;
        return TarField.TryDecimal(value, out var number) ? number : throw new InvalidDataException($"the pax record '{key}' is not a number");
    }

    private long? PaxSize(string key) => PaxNumber(key) is { } size ? TarField.Size(size) : null;
}
