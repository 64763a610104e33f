using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <content>The process: its environment, its labels, its user, its terminal and its end.</content>
public abstract partial class ContainerCreationCommand
{
    /// <summary>Environment variables: <c>NAME=value</c>, <c>NAME</c> for this process's value, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[]? Environment { get; set; }

    /// <summary>Files with a <c>NAME=value</c> a line; <c>-Environment</c> wins over them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? EnvironmentFile { get; set; }

    /// <summary>Labels: <c>key=value</c>, <c>key</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Files with a label <c>key=value</c> a line; <c>-Label</c> wins over them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? LabelFile { get; set; }

    /// <summary>Annotations for the runtime: <c>key=value</c>, or a hashtable. They need API version 1.43.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[]? Annotation { get; set; }

    /// <summary>The user, or <c>user:group</c>, by names or numbers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The folder that the program starts in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>The host name that the container sees.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>The domain name that the container sees.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DomainName { get; set; }

    /// <summary>Gives it a terminal: both outputs become one, with CR and LF at the ends of lines.</summary>
    [Parameter]
    public SwitchParameter Tty { get; set; }

    /// <summary>Keeps its standard input open.</summary>
    [Parameter]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Runs a small program as process 1 that hands on signals and reaps processes.</summary>
    [Parameter]
    public SwitchParameter Init { get; set; }

    /// <summary>The signal that asks it to end.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SignalCompleter))]
    public string? StopSignal { get; set; }

    /// <summary>Seconds between that signal and the kill; -1 is for ever.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int? StopTimeoutSeconds { get; set; }

    /// <summary>What the engine does when it ends: <c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure:3</c>.</summary>
    [Parameter]
    [RestartPolicyTransformation]
    public RestartPolicy? RestartPolicy { get; set; }

    /// <summary>Removes the container, and its anonymous volumes, when it ends.</summary>
    [Parameter]
    [Alias("Rm")]
    public SwitchParameter AutoRemove { get; set; }

    /// <summary>How the engine finds out whether it works: a shell command, the words of a command, or a hashtable.</summary>
    [Parameter]
    [HealthCheckSpecTransformation]
    public HealthCheckSpec? HealthCheck { get; set; }

    /// <summary>Turns off the image's health check.</summary>
    [Parameter]
    public SwitchParameter NoHealthCheck { get; set; }

    /// <summary>The driver for its log.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogDriver { get; set; }

    /// <summary>Options for the log driver: <c>key=value</c> or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[]? LogOption { get; set; }

    /// <summary>What files and parameters say about the environment, read once.</summary>
    internal IReadOnlyList<string> Variables { get; private set; } = [];

    /// <summary>What files and parameters say about the labels, read once.</summary>
    internal IReadOnlyList<string> Labels { get; private set; } = [];

    private void ReadFiles()
    {
        Variables = ContainerEnvironment.Resolve(this, EnvironmentFile, Environment);
        Labels = ContainerEnvironment.Labels(this, LabelFile, Label);
    }

    /// <summary>Proxy settings of docker's configuration, for those variables that nobody has set.</summary>
    private IReadOnlyList<string> ProxiesOf(EngineEndpoint endpoint)
    {
        var proxies = DockerConfiguration.Read(System.Environment.GetEnvironmentVariable).Proxies(endpoint.HostText);
        return ProxyEnvironment.Variables(proxies, Variables);
    }
}
