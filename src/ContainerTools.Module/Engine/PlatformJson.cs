namespace ContainerTools.Engine;

/// <summary>A platform as newer parts of the API take it: the OCI object in JSON, where older ones take <c>os/arch/variant</c>.</summary>
internal static class PlatformJson
{
    /// <exception cref="FormatException">The text is no platform.</exception>
    public static string Of(string platform)
    {
        if (platform.Split('/') is not ([{ Length: > 0 }, { Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }]) || platform.Any(char.IsWhiteSpace))
        {
            throw new FormatException($"'{platform}' is not a platform. Expected os/architecture[/variant], for example linux/amd64 or linux/arm/v7.");
        }
        var parts = platform.Split('/');
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("os", parts[0]);
            json.WriteString("architecture", parts[1]);
            if (parts.Length > 2) json.WriteString("variant", parts[2]);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
