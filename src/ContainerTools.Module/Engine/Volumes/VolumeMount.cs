using System.Text;
using System.Text.Json.Nodes;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>
/// A volume in a container that is made for it and never started: the engine reads and writes the files of such a container
/// too, so nothing has to run in it. Its image is made of an empty archive, so that none is needed from a registry; both are
/// removed again whatever happens.
/// </summary>
internal sealed class VolumeMount : IAsyncDisposable
{
    /// <summary>Where the volume is in the container.</summary>
    public const string Root = "/volume";

    private const string Label = "containertools.helper=volume";

    /// <summary>How long removing may take before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EngineConnection engine;
    private string? image;
    private string? container;

    private VolumeMount(EngineConnection engine) => this.engine = engine;

    /// <summary>The container's files in the API.</summary>
    public string ArchivePath => $"containers/{container}/archive";

    /// <summary>Takes what could not be removed, in words.</summary>
    public required Action<string> Warn { get; init; }

    /// <summary>Makes the container. A request that has been sent is waited for: what was made must not go unnoticed.</summary>
    public static async Task<VolumeMount> CreateAsync(EngineConnection engine, string volume, bool readOnly, Action<string> warn, CancellationToken token)
    {
        var mount = new VolumeMount(engine) { Warn = warn };
        try
        {
            token.ThrowIfCancellationRequested();
            using var nothing = new MemoryStream(new byte[2 * Tar.TarStreamReader.BlockSize]);
            var query = new Query().Add("fromSrc", "-").Add("changes", $"LABEL {Label}");
            mount.image = await ImageImport.RunAsync(engine, nothing, query, "a helper image", static (_, _, _) => { }, CancellationToken.None).ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
            var answer = await engine.GetAsync(HttpMethod.Post, "containers/create", null, EngineConnection.Json(Encoding.UTF8.GetBytes(Request(mount.image, volume, readOnly).ToJsonString())), CancellationToken.None).ConfigureAwait(false);
            mount.container = answer.Text("Id");
            token.ThrowIfCancellationRequested();
            return mount;
        }
        catch
        {
            await mount.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (container is not null) await RemoveAsync($"containers/{container}", new Query().Add("force", true), "container", container).ConfigureAwait(false);
        if (image is not null) await RemoveAsync(ImageTarget.PathOf(image), new Query().Add("force", true), "image", image).ConfigureAwait(false);
        (container, image) = (null, null);
    }

    private static JsonObject Request(string image, string volume, bool readOnly) => new()
    {
        ["Image"] = image,
        // It has to name a program, which does not have to be there.
        ["Cmd"] = JsonText.Array(["none"]),
        ["NetworkDisabled"] = true,
        ["HostConfig"] = new JsonObject
        {
            ["NetworkMode"] = "none",
            ["Mounts"] = new JsonArray(new JsonObject
            {
                ["Type"] = "volume",
                ["Source"] = volume,
                ["Target"] = Root,
                ["ReadOnly"] = readOnly,
                ["VolumeOptions"] = new JsonObject { ["NoCopy"] = true },
            }),
        },
    };

    private async Task RemoveAsync(string path, Query query, string kind, string id)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await engine.DoAsync(HttpMethod.Delete, path, query, limit.Token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (ContainerTarget.IsGone(e) || ImageTarget.IsGone(e))
        {
            // Somebody cleaned up.
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException or OperationCanceledException)
        {
            Warn($"The helper {kind} {id} could not be removed: {(e is DockerApiException answer ? Errors.EngineMessage(answer.ResponseBody) : e.Message)} It has the label {Label}.");
        }
    }
}
