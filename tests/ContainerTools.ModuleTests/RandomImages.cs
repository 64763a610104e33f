using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ContainerTools.ModuleTests;

/// <summary>Small images with random content, in repositories of their own; they are gone at the end.</summary>
public sealed class RandomImages : IDisposable
{
    /// <summary>What was made under which name: an image whose name went to another is found by its id alone.</summary>
    private static readonly ConcurrentBag<(string Name, string Id)> Made = [];

    private readonly string prefix = $"containertools-test/{Guid.NewGuid().ToString("n")[..10]}";
    private int count;

    /// <summary>A repository that no other test uses.</summary>
    public string Repository(string name) => $"{prefix}/{name}{Interlocked.Increment(ref count)}";

    /// <summary>Makes an image of one file with random content.</summary>
    /// <returns>The id.</returns>
    public static string Make(string name, int bytes = 1000)
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "content") { DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(bytes)) });
        }
        archive.Position = 0;
        var body = new StreamContent(archive);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        var (repository, tag) = Split(name);
        EngineApi.Send(HttpMethod.Post, $"images/create?fromSrc=-&repo={repository}&tag={tag}", body);
        var id = Id(name)!;
        Made.Add((name, id));
        return id;
    }

    public static void Tag(string image, string name)
    {
        var (repository, tag) = Split(name);
        Assert.NotNull(EngineApi.Send(HttpMethod.Post, $"images/{image}/tag?repo={repository}&tag={tag}"));
    }

    /// <summary>The id of an image; <see langword="null"/> where it is not there.</summary>
    public static string? Id(string name) => EngineApi.Get($"images/{name}/json")?.GetProperty("Id").GetString();

    public static void Remove(params string[] names)
    {
        foreach (var name in names) EngineApi.Send(HttpMethod.Delete, $"images/{name}");
    }

    /// <summary>The tags of a repository.</summary>
    public static string[] Tags(string repository) =>
        [.. Names("RepoTags").Where(name => Split(name).Repository == repository).Select(name => Split(name).Tag).Order(StringComparer.Ordinal)];

    /// <summary>Removes what has a name that begins so, by name, for an id may be that of an image with other names too; then what has lost such a name.</summary>
    public static void RemoveAll(string beginning)
    {
        foreach (var kind in new[] { "RepoTags", "RepoDigests" })
        {
            foreach (var name in Names(kind).Where(name => name.StartsWith(beginning, StringComparison.Ordinal))) EngineApi.Send(HttpMethod.Delete, $"images/{name}?force=1");
        }
        foreach (var (_, id) in Made.Where(made => made.Name.StartsWith(beginning, StringComparison.Ordinal))) EngineApi.Send(HttpMethod.Delete, $"images/{id}?force=1");
    }

    private static IEnumerable<string> Names(string kind) => EngineApi.Get("images/json")!.Value.EnumerateArray()
        .Select(image => image.GetProperty(kind)).Where(names => names.ValueKind == System.Text.Json.JsonValueKind.Array)
        .SelectMany(names => names.EnumerateArray().Select(name => name.GetString()!));

    private static (string Repository, string Tag) Split(string name) => (name[..name.LastIndexOf(':')], name[(name.LastIndexOf(':') + 1)..]);

    public void Dispose()
    {
        if (count > 0) RemoveAll(prefix);
    }
}
