using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>What <c>Get-ContainerImage</c> was asked for, and how one engine is asked for it.</summary>
internal sealed class ImageSearch
{
    public string[]? Names { get; init; }

    public string[]? Ids { get; init; }

    /// <summary>Whether intermediate images of builds are wanted too.</summary>
    public bool All { get; init; }

    public bool Detailed { get; init; }

    /// <summary>Whether more than names was asked for, so that a name may be there and still not fit.</summary>
    public bool IsNarrowed { get; init; }

    public required FilterMap Filters { get; init; }

    public async Task RunAsync(EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        var answer = await engine.GetAsync("images/json", new Query().Add("all", All).Add(Filters), token).ConfigureAwait(false);
        var listed = answer.Items().Select(json => ImageMapping.FromList(json, endpoint)).OrderByDescending(image => image.Created).ToList();
        var matched = Names is null ? listed : listed.FindAll(image => Names.Any(name => IsMatch(name, image)));
        if (Ids is not null) matched = await PickByIdAsync(listed, emitter).ConfigureAwait(false);
        await WriteAsync(matched, engine, endpoint, emitter, token).ConfigureAwait(false);

        foreach (var name in Names?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)) ?? [])
        {
            if (matched.Exists(image => IsMatch(name, image))) continue;
            // The engine may know by a name what its list calls otherwise: podman puts 'localhost/' before what it built.
            var found = await InspectAsync(engine, endpoint, name, token).ConfigureAwait(false);
            if (found is null) await emitter.SendAsync(new Emission.Failure(Errors.ImageNotFound(name))).ConfigureAwait(false);
            else if (!IsNarrowed) await emitter.SendAsync(new Emission.Output(found)).ConfigureAwait(false);
        }
    }

    private static bool IsMatch(string name, ContainerImage image) =>
        image.RepoTags.Any(tag => ImagePattern.IsMatch(name, tag)) || image.RepoDigests.Any(digest => ImagePattern.IsMatch(name, digest));

    private async Task<List<ContainerImage>> PickByIdAsync(List<ContainerImage> listed, Emitter emitter)
    {
        var result = new List<ContainerImage>();
        foreach (var id in Ids!)
        {
            var digits = Digits(id);
            var fitting = listed.FindAll(image => Digits(image.Id).StartsWith(digits, StringComparison.OrdinalIgnoreCase));
            if (fitting.Count == 1) result.Add(fitting[0]);
            else await emitter.SendAsync(new Emission.Failure(fitting.Count == 0 ? Errors.ImageNotFound(id) : Errors.InvalidArgument("ImageAmbiguous", id,
                $"The id '{id}' fits {fitting.Count.Invariant()} images: {string.Join(", ", fitting.Select(image => image.Name))}. Give more of its digits."))).ConfigureAwait(false);
        }
        return result;
    }

    private async Task WriteAsync(List<ContainerImage> matched, EngineConnection engine, EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
    {
        using var gate = new SemaphoreSlim(ContainerSearch.Concurrency);
        var reading = matched.Select(ReadAsync).ToList();
        foreach (var read in reading)
        {
            if (await read.ConfigureAwait(false) is { } image) await emitter.SendAsync(new Emission.Output(image)).ConfigureAwait(false);
        }

        async Task<ContainerImage?> ReadAsync(ContainerImage image)
        {
            if (!Detailed) return image;
            await gate.WaitAsync(token).ConfigureAwait(false);
            try
            {
                var json = await engine.GetAsync(ImageTarget.PathOf(image.Id) + "/json", null, token).ConfigureAwait(false);
                return ImageMapping.FromInspect(json, endpoint, keepRaw: true, image);
            }
            catch (DockerApiException e) when (ImageTarget.IsGone(e))
            {
                return null; // removed since it was listed
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private async Task<ContainerImage?> InspectAsync(EngineConnection engine, EngineEndpoint endpoint, string name, CancellationToken token)
    {
        try
        {
            return await ImageTarget.InspectAsync(engine, endpoint, name, keepRaw: Detailed, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (ImageTarget.IsGone(e))
        {
            return null;
        }
    }

    private static string Digits(string id) => id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
