using System.Security.Cryptography;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Reads certificates and keys out of files; what is wrong with one ends the cmdlet, and no message has any of a key in it.</summary>
internal static class PemFile
{
    private const string CertificateLabel = "CERTIFICATE";
    private const string KeyLabel = "PRIVATE KEY";
    private const string EncryptedPrefix = "ENCRYPTED";

    /// <summary>The certificates of a file and nothing else of it: a key that stands beside them goes nowhere.</summary>
    public static string Certificates(PSCmdlet cmdlet, string path)
    {
        var found = Blocks(Read(cmdlet, path)).Where(block => block.Label == CertificateLabel).Select(block => block.Text).ToList();
        if (found.Count == 0) cmdlet.ThrowTerminatingError(Errors.InvalidArgument("CertificateInvalid", path, $"There is no certificate in PEM ('-----BEGIN {CertificateLabel}-----') in '{path}'."));
        return string.Concat(found.Select(text => text + "\n"));
    }

    /// <summary>The key of a file.</summary>
    public static string Key(PSCmdlet cmdlet, string path)
    {
        var text = Read(cmdlet, path);
        var found = Blocks(text).Where(block => block.Label.EndsWith(KeyLabel, StringComparison.Ordinal)).ToList();
        if (found.Count == 0) cmdlet.ThrowTerminatingError(Errors.InvalidArgument("KeyInvalid", path, $"There is no private key in PEM ('-----BEGIN {KeyLabel}-----') in '{path}'."));
        if (found[0].Label.StartsWith(EncryptedPrefix, StringComparison.Ordinal) || found[0].Text.Contains("Proc-Type: 4," + EncryptedPrefix, StringComparison.Ordinal))
        {
            cmdlet.ThrowTerminatingError(Errors.InvalidArgument("KeyEncrypted", path, $"The key in '{path}' is encrypted, and the managers could not read it. Give one that is not."));
        }
        return found[0].Text + "\n";
    }

    private static List<(string Label, string Text)> Blocks(string text)
    {
        var blocks = new List<(string, string)>();
        for (var start = 0; PemEncoding.TryFind(text.AsSpan(start), out var fields);)
        {
            blocks.Add((text[start..][fields.Label], text[start..][fields.Location]));
            start += fields.Location.End.Value;
        }
        return blocks;
    }

    private static string Read(PSCmdlet cmdlet, string path)
    {
        // A mark of the encoding at its beginning is no part of the text.
        using var reader = new StreamReader(new MemoryStream(PathResolution.Read(cmdlet, path)));
        return reader.ReadToEnd();
    }
}
