BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $labels = "com.docker.compose.project=$prefix", 'com.docker.compose.service=web', 'com.docker.compose.project.working_dir=/srv', 'com.docker.compose.project.config_files=/srv/compose.yaml'
    $null = New-Container busybox -Name "$prefix-web-1" -Label ($labels + $label)
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerProject' {
    It 'gives what compose made, by its labels' {
        $project = Get-ContainerProject $prefix
        "$project $($project.Containers) $($project.RunningContainers) $($project.Services) $($project.ConfigFiles) $($project.WorkingDirectory)" | Should -Be "$prefix 1 0 web /srv/compose.yaml /srv"
    }
    It 'leads to the containers' { (Get-Container -Project $prefix).Name | Should -Be "$prefix-web-1" }
    It 'says what is not there' { { Get-ContainerProject "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ProjectNotFound,*' }
}
