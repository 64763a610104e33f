namespace ContainerTools.Commands;

/// <summary>What docker's client sends where its user says nothing.</summary>
internal static class SwarmDefaults
{
    public const string ListenAddress = "0.0.0.0:2377";

    /// <summary>An enumeration's value as the API writes it.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
