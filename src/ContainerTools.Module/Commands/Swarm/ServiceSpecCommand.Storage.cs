using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <content>What is mounted, and the secrets and configs that it can read.</content>
public abstract partial class ServiceSpecCommand
{
    /// <summary>Mounts in docker's <c>type=…,source=…,target=…</c>, or hashtables.</summary>
    [Parameter]
    [ContainerMountTransformation]
    public ContainerMount[]? Mount { get; set; }

    /// <summary>Secrets: names, <c>source=name,target=file,mode=0400</c>, hashtables or objects.</summary>
    [Parameter]
    [ServiceFileTransformation]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public ServiceFile[]? Secret { get; set; }

    /// <summary>Configs: names, <c>source=name,target=/path</c>, hashtables or objects.</summary>
    [Parameter]
    [ServiceFileTransformation]
    [ArgumentCompleter(typeof(ConfigCompleter))]
    public ServiceFile[]? Config { get; set; }
}
