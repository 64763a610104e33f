using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>What the searches of containers, images, networks and volumes have in common.</summary>
internal static class Search
{
    /// <summary>How many things of one engine are asked about at once.</summary>
    public const int Concurrency = 32;

    /// <summary>Picks what ids, or prefixes that fit one only, name; what fits none or several is an error each.</summary>
    /// <param name="of">The id and the name of one.</param>
    /// <param name="subject">What they are.</param>
    public static async Task<List<T>> PickByIdAsync<T>(
        IEnumerable<string> ids, List<T> listed, Func<T, (string Id, string Name)> of, Errors.Subject subject, Emitter emitter)
    {
        var result = new List<T>();
        foreach (var id in ids)
        {
            var fitting = listed.FindAll(item => Digits(of(item).Id).StartsWith(Digits(id), StringComparison.OrdinalIgnoreCase));
            if (fitting.Count == 1) result.Add(fitting[0]);
            else await emitter.SendAsync(new Emission.Failure(fitting.Count > 0
                ? Errors.IdAmbiguous(subject, id, fitting.Select(item => of(item).Name))
                : Errors.IdNotFound(subject, id, listed.Exists(item => string.Equals(of(item).Name, id, StringComparison.OrdinalIgnoreCase))))).ConfigureAwait(false);
        }
        return result;
    }

    /// <summary>Whether asking for something succeeds.</summary>
    /// <param name="isGone">Whether a failure says that it is not there.</param>
    public static async Task<bool> ExistsAsync(Task asked, Func<Exception, bool> isGone)
    {
        try
        {
            await asked.ConfigureAwait(false);
            return true;
        }
        catch (Docker.DotNet.DockerApiException e) when (isGone(e))
        {
            return false;
        }
    }

    /// <summary>The digits of an id, without an image's algorithm.</summary>
    private static string Digits(string id) => id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
