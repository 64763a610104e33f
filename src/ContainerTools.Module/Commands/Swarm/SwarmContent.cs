using System.Net;
using System.Security;
using System.Text;

namespace ContainerTools.Commands;

/// <summary>The content of a new secret or config.</summary>
internal static class SwarmContent
{
    /// <summary>Bytes of what a user gave; what cannot be used ends the cmdlet. No message shows any of it.</summary>
    /// <param name="secret">Whether text is refused, because it would be seen where it was written.</param>
    public static byte[] Read(PSCmdlet cmdlet, object? value, string? path, bool secret)
    {
        if (path is not null) return ReadFile(cmdlet, path);
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case SecureString secure: return Encoding.UTF8.GetBytes(new NetworkCredential("", secure).Password);
            case byte[] bytes: return bytes;
            case object[] items when items.Length > 0 && Array.TrueForAll(items, item => Bare(item) is byte): return [.. items.Select(item => (byte)Bare(item)!)];
            case string text when !secret: return Encoding.UTF8.GetBytes(text);
            default:
                cmdlet.ThrowTerminatingError(Errors.InvalidArgument("ContentInvalid", null, secret
                    ? "The value of a secret is a SecureString (Read-Host -AsSecureString, or the Password of a credential) or bytes. Text is not taken: it would stay in the history; -Path reads a file."
                    : "The content of a config is text or bytes; -Path reads a file."));
                throw new PipelineStoppedException();
        }
    }

    private static object? Bare(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static byte[] ReadFile(PSCmdlet cmdlet, string path)
    {
        try
        {
            return File.ReadAllBytes(cmdlet.GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Management.Automation.DriveNotFoundException)
        {
            cmdlet.ThrowTerminatingError(Errors.Unreadable(path, e));
            throw;
        }
    }
}
