using System.Text;
using System.Text.RegularExpressions;

namespace ContainerTools.Engine;

/// <summary>
/// The engine's name filter of containers, volumes and networks is a regular expression of Go's (RE2) that matches anywhere in a
/// name, and in a container's also with the slash before it.
/// </summary>
internal static class NameFilter
{
    /// <summary>An expression that fits all that a name with PowerShell's wildcards fits, and maybe more: the caller picks.</summary>
    /// <param name="name">In PowerShell's notation: <c>*</c>, <c>?</c>, <c>[a-c]</c>, and a backtick before what is meant literally.</param>
    public static string Of(string name)
    {
        var result = new StringBuilder("(?i)^/?");
        for (var i = 0; i < name.Length; i++)
        {
            // What brackets mean, and where they end, is PowerShell's to judge: what stands before them narrows enough.
            if (name[i] == '[') return result.ToString();
            if (name[i] == '`' && i + 1 < name.Length) i++;
            else if (name[i] is '*' or '?')
            {
                result.Append(name[i] == '*' ? ".*" : ".");
                continue;
            }
            result.Append(Regex.Escape(name[i].ToString()));
        }
        return result.Append('$').ToString();
    }
}
