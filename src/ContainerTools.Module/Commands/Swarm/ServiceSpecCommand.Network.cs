using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <content>Its networks, names and ports.</content>
public abstract partial class ServiceSpecCommand
{
    /// <summary>Ports to publish: <c>8080:80</c>, <c>published=8080,target=80,mode=host</c>, or hashtables.</summary>
    [Parameter]
    [ServicePortTransformation]
    public ServicePort[]? Publish { get; set; }

    /// <summary><c>vip</c>: one address for all tasks; <c>dnsrr</c>: the name service gives the addresses of all.</summary>
    [Parameter]
    [ValidateSet("vip", "dnsrr")]
    public string? EndpointMode { get; set; }

    /// <summary>Networks: names, docker's <c>name=…,alias=…</c>, or hashtables.</summary>
    [Parameter]
    [NetworkAttachmentTransformation]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkAttachment[]? Network { get; set; }

    /// <summary>The addresses of its name servers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Dns { get; set; }

    /// <summary>The domains in which its name servers look for short names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? DnsSearch { get; set; }

    /// <summary>Options of its name service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? DnsOption { get; set; }

    /// <summary>Lines for its hosts file: <c>name:address</c>, or a hashtable of names and addresses.</summary>
    [Parameter]
    [HostEntryTransformation]
    public HostEntry[]? AddHost { get; set; }
}
