using ContainerTools.Engine;
using ContainerTools.Engine.Build.Session;
using ContainerTools.Engine.Files;

namespace ContainerTools.Commands;

/// <summary>Finds the secrets and ssh agents that a user gives to a build: whatever is wrong with one is told before anything is sent.</summary>
internal sealed class BuildMountFinder(PSCmdlet cmdlet)
{
    private const string UsualAgent = "SSH_AUTH_SOCK";

    // The service of OpenSSH on Windows.
    private const string WindowsAgent = @"\\.\pipe\openssh-ssh-agent";

    /// <exception cref="EngineException">One of them is not there, too long, or named twice.</exception>
    public BuildMounts Find(BuildSecret[] secrets, BuildSshAgent[] agents) => new()
    {
        Secrets = ById(secrets, "secret", secret => secret.Id, Read),
        Agents = ById(agents, "ssh agent", agent => agent.Id, Locate),
    };

    private static Dictionary<string, TResult> ById<T, TResult>(T[] given, string kind, Func<T, string> id, Func<T, TResult> find)
    {
        var found = new Dictionary<string, TResult>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            if (!found.TryAdd(id(one), find(one))) throw Refuse("BuildMountDuplicate", ErrorCategory.InvalidArgument, id(one), $"The {kind} '{id(one)}' is given twice. Leave one of them out.");
        }
        return found;
    }

    private byte[] Read(BuildSecret secret)
    {
        var content = secret.Value ?? (secret.Env ?? (secret.Source is null ? secret.Id : null)) switch
        {
            { } variable when Environment.GetEnvironmentVariable(variable) is { } value => System.Text.Encoding.UTF8.GetBytes(value),
            { } variable when secret.Env is not null => throw Refuse("BuildSecretNotFound", ErrorCategory.ObjectNotFound, secret.Id,
                $"There is no environment variable '{variable}' for the secret '{secret.Id}'. Set it (for this session: $env:{variable} = …), or give the secret in another way."),
            // Where an id is all that there is, docker takes the variable of that name, else the file.
            _ => ReadFile(secret, secret.Source ?? secret.Id),
        };
        return content.Length <= BuildMounts.LongestSecret ? content : throw TooLong(secret.Id);
    }

    private byte[] ReadFile(BuildSecret secret, string path)
    {
        try
        {
            var file = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
            // A pipe that is opened waits for its other end.
            if (Directory.Exists(file) || (File.Exists(file) && !IsFile(file))) throw Refuse("BuildSecretUnreadable", ErrorCategory.InvalidArgument, secret.Id, $"'{path}' for the secret '{secret.Id}' is not a file. Name one.");
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            // One byte more tells that there is more.
            var content = new byte[BuildMounts.LongestSecret + 1];
            var count = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return content[..count];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refuse("BuildSecretNotFound", ErrorCategory.ObjectNotFound, secret.Id, secret.Source is null
                ? $"There is neither an environment variable nor a file '{path}' for the secret '{secret.Id}'. Give 'id={secret.Id},src=…', 'id={secret.Id},env=…', or @{{ '{secret.Id}' = … }}."
                : $"There is no file '{path}' for the secret '{secret.Id}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            throw Refuse("BuildSecretUnreadable", ErrorCategory.ReadError, secret.Id, $"'{path}' for the secret '{secret.Id}' cannot be read: {e.Message}", e);
        }
    }

    private static bool IsFile(string path)
    {
        var info = new FileInfo(path);
        return LocalFile.Describe(info.ResolveLinkTarget(returnFinalTarget: true) ?? info, "secret", owned: false) is { FullPath: not null };
    }

    private string Locate(BuildSshAgent agent)
    {
        var path = agent.Path ?? (Environment.GetEnvironmentVariable(UsualAgent) is { Length: > 0 } usual ? usual : OperatingSystem.IsWindows() ? WindowsAgent : null)
            ?? throw Refuse("SshAgentNotFound", ErrorCategory.ObjectNotFound, agent.Id, $"No ssh agent runs in this session: the environment variable {UsualAgent} is not set. Start one (ssh-agent, ssh-add), or name its socket: {agent.Id}=/path.");
        if (SshAgent.IsPipe(path)) return path;
        string socket;
        try
        {
            socket = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            throw Refuse("SshAgentNotFound", ErrorCategory.ObjectNotFound, agent.Id, $"There is no ssh agent '{path}': {e.Message}", e);
        }
        return new FileInfo(socket) is { Exists: true, Length: > 0 } || Directory.Exists(socket)
            ? throw Refuse("SshAgentInvalid", ErrorCategory.InvalidArgument, agent.Id, $"'{path}' is not the socket of an ssh agent. To let a build use a key that is in a file, add it to an agent (ssh-add {path}) and give -Ssh {agent.Id}.")
            : Path.Exists(socket) ? socket : throw Refuse("SshAgentNotFound", ErrorCategory.ObjectNotFound, agent.Id, $"There is no ssh agent '{path}'. A socket of an agent is meant, such as the one that {UsualAgent} names.");
    }

    private static EngineException TooLong(string id) => Refuse("BuildSecretTooLong", ErrorCategory.LimitsExceeded, id, $"The secret '{id}' is longer than {(BuildMounts.LongestSecret / 1024).Invariant()} KiB, which is what BuildKit allows.");

    private static EngineException Refuse(string id, ErrorCategory category, string target, string message, Exception? cause = null) => new(id, category, target, message, cause);
}
