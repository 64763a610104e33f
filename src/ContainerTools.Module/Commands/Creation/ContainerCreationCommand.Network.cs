using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <content>Its networks, names and ports.</content>
public abstract partial class ContainerCreationCommand
{
    /// <summary>Ports to publish: <c>8080:80</c>, <c>127.0.0.1:5353:53/udp</c>, ranges, or <c>@{HostPort=8080; ContainerPort=80}</c>.</summary>
    [Parameter]
    [PortMappingTransformation]
    public PortMapping[] Publish { get; set; } = [];

    /// <summary>Publishes every exposed port on a port of the engine's choice.</summary>
    [Parameter]
    public SwitchParameter PublishAll { get; set; }

    /// <summary>Ports that it listens on without publishing them.</summary>
    [Parameter]
    [ExposedPortTransformation]
    public ExposedPort[] Expose { get; set; } = [];

    /// <summary>Networks: names, docker's <c>name=…,alias=…,ip=…</c>, or hashtables; also <c>host</c>, <c>none</c>, <c>container:name</c>.</summary>
    [Parameter]
    [NetworkAttachmentTransformation]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkAttachment[] Network { get; set; } = [];

    /// <summary>More names for it on its first network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] NetworkAlias { get; set; } = [];

    /// <summary>Its address on its first network: an IPv4 address, an IPv6 address, or one of each.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] IPAddress { get; set; } = [];

    /// <summary>The addresses of its name servers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Dns { get; set; } = [];

    /// <summary>Lines for its hosts file: <c>name:address</c>, or a hashtable of names and addresses.</summary>
    [Parameter]
    [HostEntryTransformation]
    public HostEntry[] AddHost { get; set; } = [];
}
