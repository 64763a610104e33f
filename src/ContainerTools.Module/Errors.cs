using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using ContainerTools.Engine;
using ContainerTools.Engine.Waiting;
using ContainerTools.Engine.Files;
using ContainerTools.Engine.Transport;
using Docker.DotNet;

namespace ContainerTools;

/// <summary>Makes every error record of the module: id, category, target and what to do are decided here and nowhere else.</summary>
internal static partial class Errors
{
    /// <summary>What a request was about; it begins the id of a "not found" and of a conflict.</summary>
    public enum Subject { Engine, Container, Image, Network, Volume, Exec, Swarm, Node, Service, Task, Secret, Config, Stack }

    /// <summary>A failed call, as the record that its user gets.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="endpoint">The engine as the user named it.</param>
    /// <param name="subject">What the call was about.</param>
    /// <param name="target">What the user passed.</param>
    /// <param name="container">The container that it was about: where the engine gives its id, a person reads its name.</param>
    public static ErrorRecord From(Exception failure, EngineEndpoint? endpoint, Subject subject, object? target, ContainerTarget? container = null) => failure switch
    {
        EngineException known => Record(known.ErrorId, known.Category, known.Target ?? target ?? endpoint?.HostText, known.Message, known),
        DockerApiException answer => Answer(answer, subject, target, container),
        TimeoutException timeout => Record("EngineTimeout", ErrorCategory.OperationTimeout, target ?? endpoint?.HostText,
            $"The engine at {endpoint?.Describe()} did not answer: {timeout.Message}. Check that it runs and can be reached, or give it more time with -ConnectTimeoutSeconds.", timeout),
        // What the transport knows better comes inside what the HTTP client throws.
        _ when Cause<EngineException>(failure) is { } known => From(known, endpoint, subject, target),
        _ when Cause<TimeoutException>(failure) is { } late => From(late, endpoint, subject, target),
        _ when Cause<SshException>(failure) is { } ssh => Record(ssh.ErrorId, ssh.Category, target ?? endpoint?.HostText, $"There is no connection to {endpoint?.Describe()}: {ssh.Message}", ssh),
        _ when endpoint is not null && TlsFailure.Of(failure, endpoint) is { } tls => From(tls, endpoint, subject, target),
        _ when Cause<SocketException>(failure) is { } socket => Socket(socket, failure, endpoint, target),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } http => Record("NotAnEngine", ErrorCategory.ConnectionError, target ?? endpoint?.HostText,
            $"{endpoint?.Describe()} does not answer in HTTP: {http.InnerException?.Message ?? http.Message} Check the address and the port.", http),
        HttpRequestException or IOException or HttpIOException => Record("EngineConnectionLost", ErrorCategory.ConnectionError, target ?? endpoint?.HostText,
            $"The connection to {endpoint?.Describe()} broke: {failure.Message}", failure),
        UnauthorizedAccessException denied => Record("PermissionDenied", ErrorCategory.PermissionDenied, target, denied.Message, denied),
        JsonException json => Record("EngineAnswerInvalid", ErrorCategory.InvalidData, target, $"The answer of {endpoint?.Describe()} is not the JSON that it should be: {json.Message}", json),
        _ => Record("UnexpectedFailure", ErrorCategory.NotSpecified, target, failure.Message, failure),
    };

    /// <summary>A failed call about one container that the user named or piped.</summary>
    public static ErrorRecord OfContainer(Exception failure, EngineEndpoint endpoint, ContainerReference reference) =>
        ContainerTarget.IsGone(failure) ? ContainerNotFound(reference.Text) : From(failure, endpoint, Subject.Container, reference.Text);

    /// <summary>A failed call about one container that was found; for one that a pattern fitted, its name tells which.</summary>
    public static ErrorRecord OfContainer(Exception failure, ContainerTarget target) =>
        failure is WaitMissedException missed ? WaitMissed(missed, target)
        : ContainerTarget.IsGone(failure)
            ? ContainerNotFound(target.Reference.IsPattern ? target.Name : target.Reference.Text)
            : From(failure, target.Endpoint, Subject.Container, target.Reference.Text, target);

    public static ErrorRecord ContainerNotFound(string name) => Record("ContainerNotFound", ErrorCategory.ObjectNotFound, name,
        $"There is no container '{name}'. Get-Container lists all of them.", null);

    /// <summary>A failed call about a path in a container.</summary>
    public static ErrorRecord OfPath(Exception failure, ContainerPlace place)
    {
        if (failure is not DockerApiException answer || ContainerTarget.IsGone(failure)) return place.Container.Failure(failure);
        var message = EngineMessage(answer.ResponseBody).Replace(place.Id, place.Container.Name, StringComparison.Ordinal);
        return message switch
        {
            _ when ContainerFileSystem.IsMissing(failure, place.Path) => ContainerPathNotFound(place.Name, answer),
            _ when message.Contains("read-only", StringComparison.Ordinal) => Record("ContainerPathReadOnly", ErrorCategory.PermissionDenied, place.Name,
                $"'{place.Name}' cannot be written: {message}. Write to a volume that is not read-only, or make the container without -ReadOnly.", answer, (int)answer.StatusCode),
            _ when message.Contains("cannot overwrite", StringComparison.Ordinal) => Record("ContainerPathConflict", ErrorCategory.ResourceExists, place.Name,
                $"'{place.Name}' was not written whole: {message}. Neither replaces the other; remove what is there, or copy to another path.", answer, (int)answer.StatusCode),
            _ when message.Contains("invalid symlink", StringComparison.Ordinal) || message.Contains("invalid hardlink", StringComparison.Ordinal) => Record("ContainerLinkRefused", ErrorCategory.SecurityError, place.Name,
                $"'{place.Name}' was not written whole: {message}. This engine unpacks no link that leads out of the directory that it is unpacked into; newer ones do.", answer, (int)answer.StatusCode),
            _ when message.Contains("device or resource busy", StringComparison.Ordinal) => Record("ContainerPathBusy", ErrorCategory.ResourceBusy, place.Name,
                $"'{place.Name}' cannot be replaced, because something is mounted there: {message}. Write to what is mounted, or with Invoke-ContainerExec.", answer, (int)answer.StatusCode),
            _ => place.Container.Failure(failure),
        };
    }

    public static ErrorRecord ContainerPathNotFound(string place, Exception? cause = null) => Record("ContainerPathNotFound", ErrorCategory.ObjectNotFound, place,
        $"There is no '{place}'. Get-ContainerItem lists what is in a directory: its path and '/*'.", cause, (int?)(cause as DockerApiException)?.StatusCode);

    /// <summary>A failed call about one image that the user named or piped.</summary>
    public static ErrorRecord OfImage(Exception failure, EngineEndpoint endpoint, ContainerImageReference reference) =>
        ImageTarget.IsGone(failure) ? ImageNotFound(reference.Text) : From(failure, endpoint, Subject.Image, reference.Text);

    public static ErrorRecord ImageNotFound(string name) => Record("ImageNotFound", ErrorCategory.ObjectNotFound, name,
        $"There is no image '{name}' on this engine. Get-ContainerImage lists those that are there.", null);

    public static ErrorRecord ImageLacksPlatform(string name, string platform) => Record("ImageLacksPlatform", ErrorCategory.ObjectNotFound, name,
        $"The image '{name}' on this engine is not for the platform '{platform}'. Receive-ContainerImage {name} -Platform {platform} gets it from its registry.", null);

    public static ErrorRecord ContainerNotRunning(string name) => Record("ContainerNotRunning", ErrorCategory.InvalidOperation, name,
        $"The container '{name}' is not running, so there is nothing to measure. Start-Container starts it.", null);

    public static ErrorRecord EngineMismatch(object target, string objectHost, string givenHost) => Record("EngineMismatch", ErrorCategory.InvalidArgument, target,
        $"'{target}' is on the engine {objectHost}, and the parameter names {givenHost}. Leave out -Context and -EngineHost: an object goes back to its own engine.", null);

    public static ErrorRecord Unreadable(string path, Exception cause) => Record(
        cause is FileNotFoundException or DirectoryNotFoundException or ItemNotFoundException ? "FileNotFound" : "FileUnreadable",
        cause is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : cause is FileNotFoundException or DirectoryNotFoundException or ItemNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError,
        path, $"'{path}' cannot be read: {cause.Message}", cause);

    public static ErrorRecord NotSupported(object? target, string message) => Record("NotSupportedByEngine", ErrorCategory.NotImplemented, target, message, null);

    public static ErrorRecord InvalidArgument(string id, object? target, string message) => Record(id, ErrorCategory.InvalidArgument, target, message, null);

    public static ErrorRecord InvalidOperation(string id, object? target, string message) => Record(id, ErrorCategory.InvalidOperation, target, message, null);

    /// <param name="held">What the file holds already.</param>
    /// <param name="left">What was not written for that reason.</param>
    /// <param name="extension">What such files end with.</param>
    public static ErrorRecord OneFileForSeveral(string path, string file, string held, string left, string extension) => InvalidArgument("OneFileForSeveral", path,
        $"'{file}' holds '{held}' already, so '{left}' was not written. Give each a file of its own: -Path {{ \"$($_.Name){extension}\" }}.");

    /// <param name="isName">Whether one is called so.</param>
    public static ErrorRecord IdNotFound(Subject subject, string id, bool isName) => NotFound($"{subject}NotFound", id,
        $"There is no {Word(subject)} whose id begins with '{id}'. " + (isName ? "One has it as its name: give it without -Id." : $"{Getter(subject)} lists those that are there."));

    public static ErrorRecord IdAmbiguous(Subject subject, string id, IEnumerable<string> names)
    {
        var fitting = names.ToList();
        return InvalidArgument($"{subject}Ambiguous", id, $"The id '{id}' fits {fitting.Count.Invariant()} {Word(subject)}s: {string.Join(", ", fitting)}. Give more of its digits.");
    }

    private static string Word(Subject subject) => subject.ToString().ToLowerInvariant();

    private static string Getter(Subject subject) => subject == Subject.Container ? "Get-Container" : $"Get-Container{subject}";

    public static ErrorRecord NotFound(string id, object? target, string message) => Record(id, ErrorCategory.ObjectNotFound, target, message, null);

    public static ErrorRecord Timeout(string id, object? target, string message) => Record(id, ErrorCategory.OperationTimeout, target, message, null);

    public static ErrorRecord Unwritable(string path, Exception cause) => Record(
        cause is UnauthorizedAccessException ? "PermissionDenied" : "FileUnwritable",
        cause is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError,
        path, $"'{path}' cannot be written: {cause.Message}", cause);

    public static ErrorRecord FileExists(string path) => Record("FileExists", ErrorCategory.ResourceExists, path,
        $"'{path}' is there already. -Force replaces it.", null);

    /// <summary>Something that was asked for came with a later version of the API.</summary>
    public static ErrorRecord TooOld(string what, string engine, Version needed, Version spoken) => Record("ApiVersionUnsupported", ErrorCategory.NotImplemented, engine,
        $"{what} needs API version {needed} (Docker Engine 28 or newer), and {engine} speaks {spoken}. Leave it out, or update the engine.", null);

    /// <summary>A command that took too long: the record carries what came so far.</summary>
    public static ErrorRecord ExecTimeout(ContainerExecResult soFar, int seconds) => new(
        new ContainerToolsException($"'{string.Join(' ', soFar.Command)}' in '{soFar.Container}' did not end within {seconds.Invariant()} s. " +
            $"It goes on in the container (execution {soFar.ExecId}): the engine cannot end it. What it printed so far is in $_.Exception.Result.") { Result = soFar },
        "ExecTimeout", ErrorCategory.OperationTimeout, soFar.Container);

    /// <summary>A command that ended with a code other than 0, for those who asked for an error then.</summary>
    public static ErrorRecord NonZeroExit(ContainerExecResult result) => new(
        new ContainerToolsException($"'{string.Join(' ', result.Command)}' in '{result.Container}' ended with exit code {result.ExitCode?.Invariant()}.{LastLines(result.StdErr)}") { Result = result },
        "NonZeroExit", ErrorCategory.InvalidResult, result.Container);

    /// <summary>A container that took too long: the record carries what came so far.</summary>
    public static ErrorRecord RunTimeout(ContainerRunResult soFar, int seconds) => new(
        new ContainerToolsException($"The container '{soFar.Container}' did not end within {seconds.Invariant()} s and was killed. What it printed so far is in $_.Exception.Result.") { Result = soFar },
        "RunTimeout", ErrorCategory.OperationTimeout, soFar.Container);

    /// <summary>A container that could not be started: the record carries the exit code that a shell has for the reason.</summary>
    public static ErrorRecord StartFailed(ContainerRunResult result, string message, string advice, Exception cause) => new(
        new ContainerToolsException($"The container '{result.Container}' of '{result.Image}' could not be started (exit code {result.ExitCode?.Invariant()}): {message}{advice}", cause)
        {
            StatusCode = cause is DockerApiException answer ? (int)answer.StatusCode : null,
            Result = result,
        },
        "ContainerStartFailed", ErrorCategory.InvalidOperation, result.Container);

    /// <summary>A container that ended with a code other than 0, for those who asked for an error then.</summary>
    public static ErrorRecord NonZeroExit(ContainerRunResult result) => new(
        new ContainerToolsException($"The container '{result.Container}' of '{result.Image}' ended with exit code {result.ExitCode?.Invariant()}.{LastLines(result.StdErr)}") { Result = result },
        "NonZeroExit", ErrorCategory.InvalidResult, result.Container);

    /// <summary>A build that failed: the record carries the step, where it was one.</summary>
    /// <param name="error">The engine's sentence.</param>
    public static ErrorRecord BuildFailed(string error, ContainerBuildStep? step, object target)
    {
        var where = step is null ? "" : $" in the step '{step.Name}'";
        var why = step?.ExitCode is { } code ? $", whose program ended with exit code {code.Invariant()}." : $": {error}";
        var hint = !error.Contains("no active sessions", StringComparison.Ordinal) ? ""
            : " BuildKit wanted to ask its client for something, which this way of building does not allow: bring the images that it needs to the engine first, or use -Builder Classic.";
        var log = step is null ? "" : LastLines(string.Join('\n', step.Log.Select(DisplayText.Printable)));
        return new ErrorRecord(new ContainerToolsException($"Building '{target}' failed{where}{why}{hint}{log}") { Result = step },
            step is null ? "BuildFailed" : "BuildStepFailed", step is null ? ErrorCategory.NotSpecified : ErrorCategory.InvalidResult, target);
    }

    /// <summary>What was waited for has not come: the record carries the container, where its end is the reason.</summary>
    private static ErrorRecord WaitMissed(WaitMissedException missed, ContainerTarget target) => missed.Ended is not { } end
        ? Timeout("WaitTimeout", target.Reference.Text, missed.Message)
        : new ErrorRecord(
            new ContainerToolsException(missed.Message + LastLines(string.Join('\n', end.LastLines.Select(line => DisplayText.Printable(line.Message)))), missed) { Result = end.Container },
            "ContainerExitedWhileWaiting", ErrorCategory.InvalidResult, target.Reference.Text);

    /// <summary>The last lines of an output, to end a message with.</summary>
    public static string LastLines(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "" : Environment.NewLine + string.Join(Environment.NewLine, lines.TakeLast(20));
    }

    private static ErrorRecord Answer(DockerApiException answer, Subject subject, object? target, ContainerTarget? container)
    {
        var message = EngineMessage(answer.ResponseBody);
        if (container is not null) message = message.Replace(container.Id, container.Name, StringComparison.Ordinal);
        if (OfSwarm(message, subject) is { } swarm) return Record(swarm.Id, swarm.Category, target, swarm.Message, answer, (int)answer.StatusCode);
        var (id, category) = answer.StatusCode switch
        {
            _ when IsUnknownRequest(answer) => ("NotSupportedByEngine", ErrorCategory.NotImplemented),
            HttpStatusCode.NotFound when message.StartsWith("plugin ", StringComparison.Ordinal) => ("DriverNotFound", ErrorCategory.ObjectNotFound),
            HttpStatusCode.NotFound => ($"{Missing(message, subject)}NotFound", ErrorCategory.ObjectNotFound),
            HttpStatusCode.Conflict when message.Contains("already in use", StringComparison.Ordinal) || message.EndsWith("already exists", StringComparison.Ordinal) => ($"{subject}AlreadyExists", ErrorCategory.ResourceExists),
            HttpStatusCode.Conflict or HttpStatusCode.InternalServerError when message.EndsWith("is not paused", StringComparison.Ordinal)
                || message.EndsWith("container state improper", StringComparison.Ordinal) => ($"{subject}Conflict", ErrorCategory.InvalidOperation),
            HttpStatusCode.Conflict => ($"{subject}Conflict", ErrorCategory.InvalidOperation),
            HttpStatusCode.BadRequest when message.Contains("client version", StringComparison.Ordinal) => ("ApiVersionUnsupported", ErrorCategory.NotImplemented),
            HttpStatusCode.InternalServerError when message.Contains("does not support signal", StringComparison.Ordinal) => ("RequestRefused", ErrorCategory.InvalidArgument),
            HttpStatusCode.BadRequest => ("RequestRefused", ErrorCategory.InvalidArgument),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ("AccessDenied", ErrorCategory.PermissionDenied),
            _ when message.Contains("logging driver", StringComparison.Ordinal) || message.Contains("log driver", StringComparison.Ordinal) => ("LogDriverUnsupported", ErrorCategory.NotImplemented),
            HttpStatusCode.NotImplemented => ("NotSupportedByEngine", ErrorCategory.NotImplemented),
            HttpStatusCode.ServiceUnavailable => ("EngineUnavailable", ErrorCategory.ResourceUnavailable),
            _ => ("EngineError", ErrorCategory.NotSpecified),
        };
        return Record(id, category, target, IsUnknownRequest(answer) ? UnknownRequest : message + Advice(message), answer, (int)answer.StatusCode);
    }

    /// <summary>The parameter that does what the engine's message, written for docker's client, proposes.</summary>
    private static string Advice(string message) => message switch
    {
        _ when message.EndsWith("force remove", StringComparison.Ordinal) => " (Stop-Container, or -Force)",
        _ when message.Contains("(must force)", StringComparison.Ordinal) || message.Contains("(must be forced)", StringComparison.Ordinal) => " (-Force)",
        _ when message.EndsWith("update the memoryswap at the same time", StringComparison.Ordinal) => " (-MemorySwap)",
        _ => "",
    };

    /// <summary>What is said of a request that an engine does not have.</summary>
    public const string UnknownRequest = "The engine does not know this request at all: podman and older engines lack some that docker has (about_ContainerTools_Connections lists them).";

    /// <summary>Whether the engine does not have the request itself: it is not about something that is missing.</summary>
    public static bool IsUnknownRequest(DockerApiException answer) => answer.StatusCode == HttpStatusCode.NotFound && EngineMessage(answer.ResponseBody) is "page not found" or "Not Found";

    /// <summary>A "not found" may be about something else than the request: a container that is created lacks its image.</summary>
    private static string Missing(string message, Subject subject) =>
        message.Contains("such image", StringComparison.OrdinalIgnoreCase) || message.Contains("No such image", StringComparison.Ordinal) ? nameof(Subject.Image)
        : message.Contains("such container", StringComparison.OrdinalIgnoreCase) ? nameof(Subject.Container)
        : message.Contains("network", StringComparison.Ordinal) && message.Contains("not found", StringComparison.Ordinal) ? nameof(Subject.Network)
        : subject.ToString();

    /// <summary>The sentence in the engine's answer: <c>{"message": …}</c>, or plain text from what stands before it.</summary>
    public static string EngineMessage(string? body)
    {
        if (string.IsNullOrWhiteSpace(body)) return "The engine refused without saying why.";
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.TextOrNull("message") is { } message) return WithoutRpc(message.Trim());
        }
        catch (JsonException)
        {
            // Not JSON: what is there is the message.
        }
        var text = body.Trim();
        return text.Length > 1000 ? text[..1000] + "…" : text;
    }

    private static ErrorRecord Socket(SocketException socket, Exception failure, EngineEndpoint? endpoint, object? target)
    {
        var where = endpoint?.Describe();
        var local = endpoint?.Host.Scheme is "unix" or "npipe";
        return socket.SocketErrorCode switch
        {
            SocketError.AccessDenied => Record("EnginePermissionDenied", ErrorCategory.PermissionDenied, target ?? endpoint?.HostText,
                $"This user may not open {where}. Join the group that owns it (usually 'docker', then sign in again) or run with more rights.", failure),
            SocketError.ConnectionRefused when local => Unreachable("nobody listens on it. Start the engine, or name another with -EngineHost or -Context."),
            SocketError.ConnectionRefused => Unreachable("nothing listens on that port. Check the address, and that the engine offers it."),
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => Unreachable("that host name is not known. Check its spelling and the name service."),
            SocketError.TimedOut => Unreachable("no answer came in time. Check the network and the firewall."),
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Record("EngineConnectionLost", ErrorCategory.ConnectionError, target ?? endpoint?.HostText,
                $"The connection to {where} broke: {socket.Message}", failure),
            _ when local && new Win32Exception(socket.NativeErrorCode).NativeErrorCode == 2 || socket.SocketErrorCode == SocketError.AddressNotAvailable && local =>
                Unreachable("there is no such socket. Is the engine installed and running? -EngineHost or -Context name another."),
            _ => Unreachable(socket.Message),
        };

        ErrorRecord Unreachable(string why) => Record("EngineUnreachable", ErrorCategory.ConnectionError, target ?? endpoint?.HostText, $"Cannot reach the engine at {where}: {why}", failure);
    }

    private static T? Cause<T>(Exception? failure) where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found) return found;
        }
        return null;
    }

    private static ErrorRecord Record(string id, ErrorCategory category, object? target, string message, Exception? cause, int? status = null) =>
        new(new ContainerToolsException(message, cause) { StatusCode = status }, id, category, target);
}
