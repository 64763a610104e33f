using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

public sealed class ProcessMappingTests
{
    private static List<ContainerProcess> Read(string json) => Map(Recording.Json(json));

    private static List<ContainerProcess> Map(System.Text.Json.JsonElement json) =>
        [.. ProcessMapping.FromTop(json, new ContainerTarget(new ContainerReference("web"), null!, Recording.Local, "4711", "web")).Cast<ContainerProcess>()];

    [Fact]
    public void The_usual_columns_are_typed()
    {
        var all = Map(Recording.Read("20.10", "top"));
        Assert.Equal(2, all.Count);
        Assert.Equal((30736, 30705, "app", 0.0), (all[0].ProcessId, all[0].ParentProcessId, all[0].User, all[0].CpuPercent));
        Assert.Equal(("04:19", TimeSpan.Zero), (all[0].Started, all[0].CpuTime));
        Assert.Null(all[0].Terminal);
        Assert.Null(all[0].WorkingSet);
        Assert.Equal("sh -c trap \"exit 0\" TERM; sleep 1000 & wait", all[0].Command);
        Assert.Equal(["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"], all[0].Columns.Keys);
        Assert.Equal(("web", "4711", "unix:///var/run/docker.sock"), (all[0].ContainerName, all[0].ContainerId, all[0].EngineHost));
        Assert.Equal("30832 sleep 1000", all[1].ToString());
    }

    [Fact]
    public void What_podman_prints_is_typed()
    {
        var process = Assert.Single(Read("""
            {"Processes":[["root","7","1","0.250","2026-11-24 08:48:50 +0000 UTC","?","1m2.5s","sleep 300"]],
             "Titles":["USER","PID","PPID","%CPU","STIME","TTY","TIME","COMMAND"]}
            """));
        Assert.Equal((7, 1, "root", 0.25, "sleep 300"), (process.ProcessId, process.ParentProcessId, process.User, process.CpuPercent, process.Command));
        Assert.Equal(TimeSpan.FromSeconds(62.5), process.CpuTime);
    }

    [Fact]
    public void A_row_that_is_one_line_is_split_as_its_titles_are()
    {
        var process = Assert.Single(Read("""{"Processes":[["   12 root     sh -c sleep 300"]],"Titles":["PID   USER     COMMAND"]}"""));
        Assert.Equal((12, "root", "sh -c sleep 300"), (process.ProcessId, process.User, process.Command));
    }

    [Fact]
    public void The_columns_of_BSD_options_are_typed()
    {
        var process = Assert.Single(Read("""
            {"Titles":["USER","PID","%CPU","%MEM","VSZ","RSS","TTY","STAT","START","TIME","COMMAND"],
             "Processes":[["root","23856","2.9","0.4","2268","1376","pts/0","Ss","Nov24","101:07","nginx: master process"]]}
            """));
        Assert.Equal((2.9, 0.4), (process.CpuPercent, process.MemoryPercent));
        Assert.Equal((1376 * 1024L, 2268 * 1024L), (process.WorkingSet, process.VirtualMemory));
        Assert.Equal(("pts/0", "Ss", "Nov24"), (process.Terminal, process.State, process.Started));
        Assert.Equal(new TimeSpan(0, 101, 7), process.CpuTime);
        Assert.Null(process.ParentProcessId);
    }

    [Fact]
    public void The_columns_of_Windows_are_typed()
    {
        var process = Assert.Single(Read("""{"Titles":["Name","PID","CPU","Private Working Set"],"Processes":[["smss.exe","4040","00:00:01.375","221.2kB"]]}"""));
        Assert.Equal(("smss.exe", 4040, new TimeSpan(0, 0, 0, 1, 375)), (process.Command, process.ProcessId, process.CpuTime));
        Assert.Equal("221.2kB", process.Columns["Private Working Set"]);
    }

    [Fact]
    public void A_column_that_is_there_twice_is_kept_twice()
    {
        var process = Assert.Single(Read("""{"Titles":["PID","COMMAND","COMMAND"],"Processes":[["7","sleep","sleep 10"]]}"""));
        Assert.Equal(["PID", "COMMAND", "COMMAND#2"], process.Columns.Keys);
        Assert.Equal(("sleep", "sleep 10"), (process.Command, process.Columns["COMMAND#2"]));
    }

    [Theory]
    [InlineData("""{"Titles":null,"Processes":null}""", 0)]
    [InlineData("{}", 0)]
    [InlineData("""{"Titles":["PID","CMD"],"Processes":[["7"]]}""", 1)]
    [InlineData("""{"Titles":["PID"],"Processes":[["7","more"]]}""", 1)]
    public void A_table_with_holes_is_no_failure(string json, int count) => Assert.Equal(count, Read(json).Count);

    [Theory]
    [InlineData("00:00:00", 0)]
    [InlineData("00:01:05", 65)]
    [InlineData("1-02:03:04", 93784)]
    [InlineData("0:07", 7)]
    [InlineData("102:07", 6127)]
    [InlineData("00:00:01.5", 1.5)]
    public void Processor_time_is_a_duration(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), ProcessMapping.Duration(text));

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("a:b")]
    [InlineData("x-00:00:01")]
    [InlineData("1:2:3:4")]
    [InlineData("1:-2")]
    public void What_is_no_duration_is_unknown(string text) => Assert.Null(ProcessMapping.Duration(text));
}
