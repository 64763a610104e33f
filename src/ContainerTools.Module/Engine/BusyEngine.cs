using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Work that an engine does once at a time, and refuses while it does it for somebody else: that is waited for.</summary>
internal static class BusyEngine
{
    private const string Refusal = "operation is already running";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks until the engine is free.</summary>
    /// <exception cref="DockerApiException">It refused for another reason.</exception>
    public static async Task<JsonElement> AskAsync(Func<Task<JsonElement>> ask, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (DockerApiException e) when (e.ResponseBody?.Contains(Refusal, StringComparison.Ordinal) == true)
            {
                await Task.Delay(Pause, token).ConfigureAwait(false);
            }
        }
    }
}
