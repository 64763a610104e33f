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

    /// <summary>Link-local addresses on its first network, IPv4 or IPv6.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] LinkLocalIPAddress { get; set; } = [];

    /// <summary>Its hardware address on its first network; without it the engine chooses one. It needs API version 1.44.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MacAddress { get; set; }

    /// <summary>Containers that this one knows by another name: <c>db</c>, or <c>db:database</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] Link { get; set; } = [];

    /// <summary>The addresses of its name servers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Dns { get; set; } = [];

    /// <summary>Domains that are tried for names without one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DnsSearch { get; set; } = [];

    /// <summary>Options of its resolver, such as <c>ndots:1</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DnsOption { get; set; } = [];

    /// <summary>Lines for its hosts file: <c>name:address</c>, or a hashtable of names and addresses.</summary>
    [Parameter]
    [HostEntryTransformation]
    public HostEntry[] AddHost { get; set; } = [];
}
