using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Registries;

/// <summary>
/// A program that keeps credentials, such as one for the keychain of the operating system. It is run once for each request:
/// the request is its argument, what it needs comes on its standard input, its answer or what went wrong on its standard
/// output (github.com/docker/docker-credential-helpers).
/// </summary>
internal sealed partial class CredentialHelper
{
    public const string Prefix = "docker-credential-";

    /// <summary>What every helper says of a registry that it does not know.</summary>
    private const string NotFound = "credentials not found in native keychain";
    private const int LongestOutput = 1024 * 1024;
    private const int LongestComplaint = 300;

    private readonly string program;
    private readonly string path;

    /// <exception cref="EngineException">The name cannot be a helper's, or there is no such program.</exception>
    public CredentialHelper(string name, Func<string, string?> environment)
    {
        if (!FileName().IsMatch(name))
        {
            throw new EngineException("CredentialHelperInvalid", ErrorCategory.InvalidData, name,
                $"docker's configuration names the credential helper '{name}', which is no part of a file name. A helper is named by what follows '{Prefix}' in its program's name.");
        }
        program = Prefix + name;
        path = ProgramPath.Find(program, environment) ?? throw new EngineException("CredentialHelperNotFound", ErrorCategory.ObjectNotFound, program,
            $"docker's configuration names the credential helper '{name}', and there is no program '{program}' in the folders of PATH. Install it, or correct credsStore or credHelpers in config.json.");
    }

    /// <summary>How long one request may take: a keychain may ask its user to unlock it.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The credentials of a registry; <see langword="null"/> where the helper has none.</summary>
    /// <exception cref="EngineException">The helper failed.</exception>
    public async Task<RegistryCredential?> GetAsync(string address, CancellationToken token)
    {
        var (exitCode, output) = await RunAsync("get", Encoding.UTF8.GetBytes(address), token).ConfigureAwait(false);
        if (exitCode != 0)
        {
            if (output.Trim() == NotFound) return null;
            throw Complaint("get", output);
        }
        var answer = Parse(output, "get");
        return RegistryCredential.OfHelper(address, Member(answer, "Username"), Member(answer, "Secret"));
    }

    /// <exception cref="EngineException">The helper failed.</exception>
    public async Task StoreAsync(RegistryCredential credential, CancellationToken token)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var (userName, secret) = credential.ToHelper();
            json.WriteStartObject();
            json.WriteString("ServerURL", credential.Address);
            json.WriteString("Username", userName);
            json.WriteString("Secret", secret);
            json.WriteEndObject();
        }
        var (exitCode, output) = await RunAsync("store", buffer.ToArray(), token).ConfigureAwait(false);
        if (exitCode != 0) throw Complaint("store", credential.Redact(output));
    }

    /// <summary>Forgets a registry; one that it does not know is no failure.</summary>
    /// <exception cref="EngineException">The helper failed.</exception>
    public async Task EraseAsync(string address, CancellationToken token)
    {
        var (exitCode, output) = await RunAsync("erase", Encoding.UTF8.GetBytes(address), token).ConfigureAwait(false);
        if (exitCode != 0 && output.Trim() != NotFound) throw Complaint("erase", output);
    }

    /// <summary>The registries that it knows, with the user names.</summary>
    /// <exception cref="EngineException">The helper failed.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken token)
    {
        var (exitCode, output) = await RunAsync("list", "unused"u8.ToArray(), token).ConfigureAwait(false);
        if (exitCode != 0) throw Complaint("list", output);
        // A helper written in Go has null for an empty map.
        return Parse(output, "list").Properties().Where(p => p.Value.ValueKind == JsonValueKind.String).ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string request, byte[] input, CancellationToken token)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(path, [request])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw Failed(request, $"it cannot be started: {e.Message}", e);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeLimit);
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, limit.Token);
            var complaints = ReadAsync(process.StandardError.BaseStream, limit.Token);
            await SendAsync(process.StandardInput.BaseStream, input, limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            // A program that it has started and left behind may hold its output open.
            await Task.WhenAll(output, complaints).WaitAsync(limit.Token).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false) ?? throw Failed(request, $"its answer is longer than {LongestOutput.Invariant()} bytes"));
        }
        catch (OperationCanceledException e)
        {
            End(process);
            token.ThrowIfCancellationRequested();
            throw new EngineException("CredentialHelperTimeout", ErrorCategory.OperationTimeout, program,
                $"The credential helper '{program}' did not answer '{request}' within {TimeLimit.TotalSeconds:0} s, and was ended.", e);
        }
    }

    private static async Task SendAsync(Stream stream, byte[] input, CancellationToken token)
    {
        try
        {
            using (stream) await stream.WriteAsync(input, token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended already or does not read: its exit code and its answer say what matters.
        }
    }

    /// <returns>The text; <see langword="null"/> where there is too much of it. It is read to its end all the same, so that its writer can end.</returns>
    private static async Task<string?> ReadAsync(Stream stream, CancellationToken token)
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        var tooLong = false;
        int count;
        while ((count = await stream.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
        {
            tooLong = tooLong || text.Length + count > LongestOutput;
            if (!tooLong) text.Write(buffer, 0, count);
        }
        return tooLong ? null : Encoding.UTF8.GetString(text.ToArray());
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    private JsonElement Parse(string output, string request)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Neither the answer nor what the parser quotes of it goes into the message: it may hold the secret.
            throw Failed(request, "its answer is not the JSON that it should be");
        }
    }

    /// <summary>A member by its name in any case, as Go reads it.</summary>
    private static string? Member(JsonElement json, string name) =>
        json.Properties().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private EngineException Complaint(string request, string output)
    {
        var text = output.Trim();
        // What looks like an answer may hold a secret.
        if (text.Length == 0 || text.Contains('{', StringComparison.Ordinal)) text = "it did not say why";
        return Failed(request, text.Length > LongestComplaint ? text[..LongestComplaint] + "…" : text);
    }

    private EngineException Failed(string request, string why, Exception? cause = null) => new("CredentialHelperFailed", ErrorCategory.NotSpecified, program,
        $"The credential helper '{program}' failed to {request} credentials: {why}", cause);

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\z")]
    private static partial Regex FileName();
}
