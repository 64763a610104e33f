namespace ContainerTools;

/// <summary>
/// Lets a parameter of type <see cref="TimeSpan"/> take a time span, docker's <c>1h30m</c>, or a bare number of seconds.
/// Negative durations are refused.
/// </summary>
public sealed class DurationTransformationAttribute : ParameterTransformationAttribute<TimeSpan>
{
    private protected override string Kind => "a duration";

    private protected override string Expected => Duration.Syntax + ", a number of seconds, or a TimeSpan";

    private protected override IEnumerable<TimeSpan> FromText(string text, string directory) => [NotNegative(Duration.FromText(text), text)];

    private protected override IEnumerable<TimeSpan> FromObject(object value) =>
        value is TimeSpan span ? [NotNegative(span, Duration.Format(span))] : base.FromObject(value);

    private TimeSpan NotNegative(TimeSpan span, string text) =>
        span >= TimeSpan.Zero ? span : throw Malformed.Text(text, Kind, Expected, "it is negative");
}
