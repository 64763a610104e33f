namespace ContainerTools.FaultEngine;

/// <summary>What somebody asked a <see cref="ScriptedEngine"/>.</summary>
/// <param name="Line">Method and target without the API version: <c>GET /containers/json?all=true</c>.</param>
/// <param name="Headers">Its headers, by name.</param>
/// <param name="Body">What came with it.</param>
public sealed record Request(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>A part of the path, counted from 0: of <c>GET /containers/abc/json</c> part 1 is <c>abc</c>.</summary>
    public string Part(int index) => Line.Split(' ')[1].Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries)[index];
}
