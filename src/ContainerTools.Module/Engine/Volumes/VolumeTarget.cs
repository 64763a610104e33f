using System.Net;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>A volume that has been found and is about to be acted on, on its own engine. It has a name and no id.</summary>
internal sealed record VolumeTarget(ContainerVolumeReference Reference, EngineConnection Engine, EngineEndpoint Endpoint, string Name)
    : EngineTarget(Engine, Endpoint, "", Name)
{
    /// <summary>The API's path of it.</summary>
    public string Path => PathOf(Name);

    /// <summary>The API's path of a volume.</summary>
    public static string PathOf(string name) => "volumes/" + Uri.EscapeDataString(name);

    public override ErrorRecord Failure(Exception failure) => Errors.OfVolume(failure, Endpoint, Reference, Name);

    public override bool HasGone(Exception failure) => Reference.IsObject && IsGone(failure);

    /// <summary>Reads it, and who uses it.</summary>
    /// <param name="measured">What the engine says of its size, where that was asked for.</param>
    /// <exception cref="DockerApiException">404: there is no such volume.</exception>
    public async Task<ContainerVolume> InspectAsync(JsonElement measured, bool keepRaw, CancellationToken token)
    {
        var users = UsersAsync(token);
        var json = await Engine.GetAsync(Path, null, token).ConfigureAwait(false);
        return EngineVolumeMapping.From(json, Endpoint, await users.ConfigureAwait(false), measured, keepRaw);
    }

    /// <summary>The containers that mount it, running or not.</summary>
    public async Task<IReadOnlyList<ContainerVolumeUser>> UsersAsync(CancellationToken token)
    {
        var query = new Query().Add("all", true).Add(new FilterMap().Add("volume", [Name]));
        // The filter also finds containers that mount something else at a path of that name.
        return [.. EngineVolumeMapping.Users(await Engine.GetAsync("containers/json", query, token).ConfigureAwait(false), Endpoint)[Name]];
    }

    /// <summary>
    /// Finds what a reference names: an object is taken by its word, a literal name costs one request, and a pattern a list.
    /// </summary>
    /// <exception cref="DockerApiException">404: there is no such volume.</exception>
    public static async Task<IReadOnlyList<VolumeTarget>> FindAsync(ContainerVolumeReference reference, EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        if (!reference.IsPattern)
        {
            var target = new VolumeTarget(reference, engine, endpoint, reference.Text);
            if (!reference.IsObject) await engine.GetAsync(target.Path, null, token).ConfigureAwait(false);
            return [target];
        }
        var pattern = WildcardPattern.Get(reference.Text, WildcardOptions.IgnoreCase);
        var list = await engine.GetAsync("volumes", null, token).ConfigureAwait(false);
        return
        [
            .. list.Child("Volumes").Items().Select(json => json.Text("Name")).Where(pattern.IsMatch).Order(StringComparer.OrdinalIgnoreCase)
                .Select(name => new VolumeTarget(reference, engine, endpoint, name)),
        ];
    }

    /// <summary>Whether a failure says that the volume is not there, and not that something lacks which it needs.</summary>
    public static bool IsGone(Exception failure) =>
        failure is DockerApiException { StatusCode: HttpStatusCode.NotFound, ResponseBody: { } body } && body.Contains("such volume", StringComparison.OrdinalIgnoreCase);
}
