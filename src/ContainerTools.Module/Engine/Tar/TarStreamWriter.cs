using System.Globalization;
using System.Text;

namespace ContainerTools.Engine.Tar;

/// <summary>
/// Writes a tar archive forwards, in constant memory. An entry gets a header of the old kind where that can say everything, for
/// one in pax takes twice as many blocks again.
/// </summary>
/// <param name="output">Takes the archive; the caller closes it.</param>
internal sealed class TarStreamWriter(Stream output)
{
    private const int BufferSize = 256 * 1024;
    private const int NameField = 100;
    private const long ShortNumber = 0x1F_FFFF;
    private const long LongNumber = 0x1_FFFF_FFFF;

    private readonly byte[] buffer = new byte[BufferSize];
    private int count;
    private long left;
    private int padding;

    /// <summary>Begins an entry; as many bytes as its <see cref="TarEntry.Size"/> says have to follow.</summary>
    /// <exception cref="InvalidOperationException">The entry before has not had all of its bytes.</exception>
    public void Begin(TarEntry entry)
    {
        Pad();
        WriteExtension(entry);
        WriteHeader(entry, Flag(entry.Type), TarText.Encode(entry.Name));
        left = entry.Size;
        padding = (int)(-entry.Size & (TarStreamReader.BlockSize - 1));
    }

    /// <summary>Writes some of the entry's content.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        left -= content.Length;
        if (left < 0) throw new InvalidOperationException("an entry has more bytes than it said");
        Put(content);
    }

    /// <summary>Writes the end of the archive and all that is held back.</summary>
    public void End()
    {
        Pad();
        Span<byte> mark = stackalloc byte[2 * TarStreamReader.BlockSize];
        mark.Clear();
        Put(mark);
        Flush();
    }

    private void Pad()
    {
        if (left != 0) throw new InvalidOperationException("an entry has fewer bytes than it said");
        Span<byte> zeros = stackalloc byte[TarStreamReader.BlockSize];
        zeros.Clear();
        Put(zeros[..padding]);
        padding = 0;
    }

    private void WriteExtension(TarEntry entry)
    {
        var records = new MemoryStream();
        if (!FitsName(entry.Name)) AddRecord(records, "path", TarText.Encode(entry.Name));
        if (entry.LinkTarget is { } target && !FitsName(target)) AddRecord(records, "linkpath", TarText.Encode(target));
        AddNumber("size", entry.Size, LongNumber);
        AddNumber("uid", entry.Uid, ShortNumber);
        AddNumber("gid", entry.Gid, ShortNumber);
        AddNumber("mtime", entry.ModifiedUnix, LongNumber);
        foreach (var (name, value) in entry.Attributes ?? new Dictionary<string, byte[]>()) AddRecord(records, name, value);
        if (records.Length == 0) return;
        var extension = new TarEntry("", TarEntryType.Other, records.Length, records.Length) { Mode = 0x1A4 };
        WriteHeader(extension, 'x', "PaxHeaders/entry"u8);
        Put(records.GetBuffer().AsSpan(0, (int)records.Length));
        padding = (int)(-records.Length & (TarStreamReader.BlockSize - 1));
        Pad();

        void AddNumber(string name, long number, long largest)
        {
            if (number < 0 || number > largest) AddRecord(records, name, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>A record begins with its length, which counts its own digits too.</summary>
    private static void AddRecord(MemoryStream records, string name, ReadOnlySpan<byte> value)
    {
        var key = Encoding.UTF8.GetBytes(name);
        var rest = key.Length + value.Length + 3;
        var length = rest + rest.Invariant().Length;
        if (rest + length.Invariant().Length > length) length++;
        records.Write(Encoding.ASCII.GetBytes(length.Invariant() + " "));
        records.Write(key);
        records.Write("="u8);
        records.Write(value);
        records.Write("\n"u8);
    }

    private void WriteHeader(TarEntry entry, char flag, ReadOnlySpan<byte> name)
    {
        Span<byte> header = stackalloc byte[TarStreamReader.BlockSize];
        header.Clear();
        Text(header[..NameField], name);
        Octal(header[100..108], entry.Mode);
        Octal(header[108..116], Fit(entry.Uid, ShortNumber));
        Octal(header[116..124], Fit(entry.Gid, ShortNumber));
        Octal(header[124..136], Fit(entry.Size, LongNumber));
        Octal(header[136..148], Fit(entry.ModifiedUnix, LongNumber));
        header[148..156].Fill((byte)' ');
        header[156] = (byte)flag;
        if (entry.LinkTarget is { } target) Text(header[157..257], TarText.Encode(target));
        "ustar\0"u8.CopyTo(header[257..]);
        "00"u8.CopyTo(header[263..]);
        if (entry.Type is TarEntryType.BlockDevice or TarEntryType.CharacterDevice)
        {
            Octal(header[329..337], Fit(entry.Device.Major, ShortNumber));
            Octal(header[337..345], Fit(entry.Device.Minor, ShortNumber));
        }
        var sum = 0;
        foreach (var one in header) sum += one;
        Octal(header[148..155], sum);
        Put(header);
    }

    private static bool FitsName(string name) => name.Length <= NameField && Ascii.IsValid(name);

    /// <summary>A number that does not fit is in the extension; what is here is not read then.</summary>
    private static long Fit(long number, long largest) => number < 0 || number > largest ? 0 : number;

    private static void Text(Span<byte> field, ReadOnlySpan<byte> text) => text[..Math.Min(text.Length, field.Length)].CopyTo(field);

    private static void Octal(Span<byte> field, long number)
    {
        for (var i = field.Length - 2; i >= 0; i--, number >>= 3) field[i] = (byte)('0' + (number & 7));
    }

    private static char Flag(TarEntryType type) => type switch
    {
        TarEntryType.HardLink => '1',
        TarEntryType.SymbolicLink => '2',
        TarEntryType.CharacterDevice => '3',
        TarEntryType.BlockDevice => '4',
        TarEntryType.Directory => '5',
        TarEntryType.Fifo => '6',
        _ => '0',
    };

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - count) Flush();
        if (bytes.Length >= buffer.Length)
        {
            output.Write(bytes);
            return;
        }
        bytes.CopyTo(buffer.AsSpan(count));
        count += bytes.Length;
    }

    private void Flush()
    {
        if (count == 0) return;
        output.Write(buffer, 0, count);
        count = 0;
    }
}
