namespace ContainerTools.Commands;

/// <summary>The environment variables of a container or a command: those of files first, then those that were named.</summary>
internal static class ContainerEnvironment
{
    /// <returns>Pairs <c>NAME=value</c>; a name alone has been given this process's value, or left out where there is none.</returns>
    public static List<string> Resolve(PSCmdlet cmdlet, string[]? files, string[]? pairs)
    {
        var result = new List<string>();
        foreach (var file in files ?? [])
        {
            try
            {
                result.AddRange(ContainerTools.EnvironmentFile.Read(cmdlet.GetUnresolvedProviderPathFromPSPath(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                cmdlet.ThrowTerminatingError(Errors.InvalidArgument("EnvironmentFileInvalid", file, $"The environment file cannot be used: {e.Message}"));
            }
        }
        foreach (var pair in pairs ?? [])
        {
            if (pair.Contains('=', StringComparison.Ordinal)) result.Add(pair);
            else if (Environment.GetEnvironmentVariable(pair) is { } value) result.Add($"{pair}={value}");
        }
        return result;
    }
}
